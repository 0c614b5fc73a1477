import Testing

@testable import DeskChannels
