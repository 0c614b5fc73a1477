import Testing

@testable import DeskIdentity
