import ArgumentParser

/// Every subcommand, in the order of `phigate --help`.
let commandList: [any ParsableCommand.Type] = [
  ManifestCommand.self,
  ConfigCommand.self,
  KeyCommand.self,
  AuditCommand.self,
]
