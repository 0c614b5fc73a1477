import ArgumentParser

/// Every subcommand, in the order of `phigate --help`.
let commandList: [any ParsableCommand.Type] = [
  KeyCommand.self,
  AuditCommand.self,
]
