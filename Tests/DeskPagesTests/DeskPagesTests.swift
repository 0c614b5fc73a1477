import Testing

@testable import DeskPages
