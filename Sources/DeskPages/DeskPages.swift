/// The pages of the desk.
package enum DeskPages {}
