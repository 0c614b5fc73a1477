import ArgumentParser

/// Every subcommand, in the order of `phigate --help`.
let commandList: [any ParsableCommand.Type] = [
  DetectCommand.self,
  RulesCommand.self,
  AllowCommand.self,
  ScanCommand.self,
  ManifestCommand.self,
  StageCommand.self,
  ConfigCommand.self,
  InitCommand.self,
  KeyCommand.self,
  TrustCommand.self,
  RequestCommand.self,
  StatusCommand.self,
  ReviewCommand.self,
  ApproveCommand.self,
  DenyCommand.self,
  RevokeCommand.self,
  IntakeCommand.self,
  ReleaseCommand.self,
  RunCommand.self,
  AuditCommand.self,
  EvidenceCommand.self,
]
