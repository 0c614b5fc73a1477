import ArgumentParser

/// The approval desk's command line.
@main
struct PhigateDesk: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "phigate-desk")
}
