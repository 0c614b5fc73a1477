/// Fields that refer to a record and show what it is called, as tables of service desks have them:
/// `"caller_id": {"display_value": "…", "value": "…"}`, `<caller_id display_value="…">`.
///
/// Source: ServiceNow's REST and XML exports, `sysparm_display_value`, tables `task` and `incident`.
enum ReferenceRules {
  /// The words of the member that shows it, which is judged as the field itself.
  static let display = ["display", "value"]

  /// Fields that refer to persons.
  static let persons: Set<String> = [
    "caller", "caller id", "opened by", "opened for", "requested by", "requested for",
    "assigned to", "closed by", "resolved by", "reopened by", "sys created by", "sys updated by",
    "approver", "manager", "managed by", "owned by", "supported by", "subject person",
    "affected user", "employee", "watch list", "work notes list", "additional assignee list",
    "reported by", "requester", "requestor", "assignee", "created by", "updated by",
    "general practitioner", "pcp", "practitioner", "performer", "subject", "patient", "individual",
  ]
}
