/// Who signed in.
package enum DeskIdentity {}
