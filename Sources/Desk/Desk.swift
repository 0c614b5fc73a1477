/// The approval desk.
package enum Desk {}
