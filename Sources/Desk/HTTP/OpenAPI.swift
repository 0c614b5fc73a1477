/// The description of the API, OpenAPI 3.1, as it is served at `/openapi.json`.
///
/// Written by hand, held against the running desk by a tool that is not ours.
package enum OpenAPI {
  /// The document.
  package static let document = Array(
    (head + requestPaths + decisionPaths + otherPaths + "}," + components + "}").utf8
  )

  /// What it is about.
  private static let head = #"""
    {"openapi": "3.1.0",
     "info": {"title": "phigate desk", "version": "1",
      "description": "People decide what masked data may leave. Programs submit requests and read; people decide on the page, in Slack, or with a key of their own. The gate verifies everything again.",
      "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}},
     "servers": [{"url": "/"}],
     "security": [{"bearer": []}, {"signIn": []}],
     "paths": {
    """#

  /// Requests: submit, list, read.
  private static let requestPaths = #"""
    "/v1/requests": {
     "post": {"operationId": "submitRequest", "summary": "Submit a request",
      "description": "The body is the line of STAGE/request.json followed by the lines of STAGE/manifest.jsonl. Needs the scope submit. The same key with the same body is one request, however often it comes.",
      "security": [{"bearer": []}],
      "parameters": [{"name": "Idempotency-Key", "in": "header", "required": true,
       "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"}}],
      "requestBody": {"required": true, "content": {"application/x-ndjson": {"schema": {"type": "string"}}}},
      "responses": {
       "200": {"description": "It was there already", "headers": {"Location": {"schema": {"type": "string"}},
        "Idempotent-Replayed": {"schema": {"type": "string", "enum": ["true", "false"]}}},
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Request"}}}},
       "201": {"description": "Taken in", "headers": {"Location": {"schema": {"type": "string"}},
        "Idempotent-Replayed": {"schema": {"type": "string", "enum": ["true", "false"]}}},
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Request"}}}},
       "400": {"$ref": "#/components/responses/Problem"}, "401": {"$ref": "#/components/responses/Problem"},
       "403": {"$ref": "#/components/responses/Problem"}, "409": {"$ref": "#/components/responses/Problem"},
       "413": {"$ref": "#/components/responses/Problem"}, "415": {"$ref": "#/components/responses/Problem"},
       "422": {"$ref": "#/components/responses/Problem"}, "429": {"$ref": "#/components/responses/Problem"},
       "503": {"$ref": "#/components/responses/Problem"}}},
     "get": {"operationId": "listRequests", "summary": "List requests, newest first",
      "parameters": [
       {"name": "state", "in": "query", "schema": {"$ref": "#/components/schemas/State"}},
       {"name": "destination", "in": "query", "schema": {"$ref": "#/components/schemas/Name"}},
       {"name": "requester", "in": "query", "schema": {"$ref": "#/components/schemas/Name"}},
       {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 200, "default": 50}},
       {"name": "cursor", "in": "query", "description": "next of the page before",
        "schema": {"type": "string", "pattern": "^[1-9][0-9]{0,15}$"}},
       {"$ref": "#/components/parameters/IfNoneMatch"}],
      "responses": {
       "200": {"description": "A page of the list", "headers": {"ETag": {"schema": {"type": "string"}}},
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/RequestList"}}}},
       "304": {"description": "Not changed"},
       "400": {"$ref": "#/components/responses/Problem"}, "401": {"$ref": "#/components/responses/Problem"},
       "403": {"$ref": "#/components/responses/Problem"}, "429": {"$ref": "#/components/responses/Problem"},
       "503": {"$ref": "#/components/responses/Problem"}}}},
    "/v1/requests/{id}": {
     "parameters": [{"$ref": "#/components/parameters/Id"}],
     "get": {"operationId": "readRequest", "summary": "Read a request",
      "parameters": [{"$ref": "#/components/parameters/IfNoneMatch"}],
      "responses": {
       "200": {"description": "The request", "headers": {"ETag": {"schema": {"type": "string"}}},
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Request"}}}},
       "304": {"description": "Not changed"},
       "400": {"$ref": "#/components/responses/Problem"}, "401": {"$ref": "#/components/responses/Problem"},
       "403": {"$ref": "#/components/responses/Problem"}, "404": {"$ref": "#/components/responses/Problem"},
       "429": {"$ref": "#/components/responses/Problem"}, "503": {"$ref": "#/components/responses/Problem"}}}},
    "/v1/requests/{id}/review": {
     "parameters": [{"$ref": "#/components/parameters/Id"}],
     "get": {"operationId": "readReview", "summary": "The review document, byte for byte",
      "description": "What `phigate review --json` prints; its SHA-256 is reviewed.viewDigest of every decision.",
      "parameters": [{"$ref": "#/components/parameters/IfNoneMatch"}],
      "responses": {
       "200": {"description": "The document", "headers": {"ETag": {"schema": {"type": "string"}}},
        "content": {"application/json": {"schema": {"type": "object", "required": ["type", "version", "request", "manifestDigest"]}}}},
       "304": {"description": "Not changed"},
       "400": {"$ref": "#/components/responses/Problem"}, "401": {"$ref": "#/components/responses/Problem"},
       "403": {"$ref": "#/components/responses/Problem"}, "404": {"$ref": "#/components/responses/Problem"},
       "429": {"$ref": "#/components/responses/Problem"}, "503": {"$ref": "#/components/responses/Problem"}}}},

    """#

  /// Decisions.
  private static let decisionPaths = #"""
    "/v1/requests/{id}/statement": {
     "parameters": [{"$ref": "#/components/parameters/Id"}],
     "get": {"operationId": "readStatement", "summary": "The statement that a key may sign",
      "description": "An in-toto statement for the person who has signed in and one of their keys, unsigned.",
      "security": [{"signIn": []}],
      "parameters": [
       {"name": "decision", "in": "query", "required": true, "schema": {"type": "string", "enum": ["approve", "deny", "revoke"]}},
       {"name": "keyid", "in": "query", "required": true, "schema": {"$ref": "#/components/schemas/Digest"}},
       {"name": "group", "in": "query", "schema": {"$ref": "#/components/schemas/Name"}},
       {"name": "comment", "in": "query", "schema": {"type": "string", "maxLength": 2000}},
       {"name": "revokes", "in": "query", "schema": {"$ref": "#/components/schemas/Digest"}}],
      "responses": {
       "200": {"description": "Canonical JSON", "content": {"application/vnd.in-toto+json": {"schema": {"type": "object"}}}},
       "400": {"$ref": "#/components/responses/Problem"}, "401": {"$ref": "#/components/responses/Problem"},
       "403": {"$ref": "#/components/responses/Problem"}, "404": {"$ref": "#/components/responses/Problem"},
       "409": {"$ref": "#/components/responses/Problem"}, "429": {"$ref": "#/components/responses/Problem"},
       "503": {"$ref": "#/components/responses/Problem"}}}},
    "/v1/requests/{id}/decisions": {
     "parameters": [{"$ref": "#/components/parameters/Id"}],
     "post": {"operationId": "decide", "summary": "Approve or deny",
      "description": "Only somebody who has signed in decides: with an envelope signed by a key of their own, or by a click, which the desk signs as gateway-attested. A token of a program is refused.",
      "security": [{"signIn": []}],
      "parameters": [{"$ref": "#/components/parameters/Csrf"}],
      "requestBody": {"required": true, "content": {"application/json": {"schema": {"oneOf": [
       {"$ref": "#/components/schemas/Envelope"}, {"$ref": "#/components/schemas/Click"}]}}}},
      "responses": {
       "200": {"description": "It was decided already", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Decided"}}}},
       "201": {"description": "Decided", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Decided"}}}},
       "400": {"$ref": "#/components/responses/Problem"}, "401": {"$ref": "#/components/responses/Problem"},
       "403": {"$ref": "#/components/responses/Problem"}, "404": {"$ref": "#/components/responses/Problem"},
       "409": {"$ref": "#/components/responses/Problem"}, "413": {"$ref": "#/components/responses/Problem"},
       "415": {"$ref": "#/components/responses/Problem"}, "422": {"$ref": "#/components/responses/Problem"},
       "429": {"$ref": "#/components/responses/Problem"}, "503": {"$ref": "#/components/responses/Problem"}}}},
    "/v1/requests/{id}/revocation": {
     "parameters": [{"$ref": "#/components/parameters/Id"}],
     "post": {"operationId": "revoke", "summary": "Take an approval of one's own back",
      "security": [{"signIn": []}],
      "parameters": [{"$ref": "#/components/parameters/Csrf"}],
      "requestBody": {"required": true, "content": {"application/json": {"schema": {"oneOf": [
       {"$ref": "#/components/schemas/Envelope"}, {"$ref": "#/components/schemas/Revocation"}]}}}},
      "responses": {
       "200": {"description": "It was taken back already", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Decided"}}}},
       "201": {"description": "Taken back", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Decided"}}}},
       "400": {"$ref": "#/components/responses/Problem"}, "401": {"$ref": "#/components/responses/Problem"},
       "403": {"$ref": "#/components/responses/Problem"}, "404": {"$ref": "#/components/responses/Problem"},
       "409": {"$ref": "#/components/responses/Problem"}, "413": {"$ref": "#/components/responses/Problem"},
       "415": {"$ref": "#/components/responses/Problem"}, "422": {"$ref": "#/components/responses/Problem"},
       "429": {"$ref": "#/components/responses/Problem"}, "503": {"$ref": "#/components/responses/Problem"}}}},
    "/v1/requests/{id}/tokens": {
     "parameters": [{"$ref": "#/components/parameters/Id"}],
     "get": {"operationId": "readTokens", "summary": "The signed decisions, for STAGE/approvals",
      "responses": {
       "200": {"description": "All envelopes, in the order of the log", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Tokens"}}}},
       "400": {"$ref": "#/components/responses/Problem"}, "401": {"$ref": "#/components/responses/Problem"},
       "403": {"$ref": "#/components/responses/Problem"}, "404": {"$ref": "#/components/responses/Problem"},
       "429": {"$ref": "#/components/responses/Problem"}, "503": {"$ref": "#/components/responses/Problem"}}}},
    "/v1/requests/{id}/receipt": {
     "parameters": [{"$ref": "#/components/parameters/Id"}],
     "put": {"operationId": "putReceipt", "summary": "Hand in the gate's receipt",
      "description": "A receipt that says PASSED closes the request as released. Needs the scope submit.",
      "security": [{"bearer": []}],
      "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Envelope"}}}},
      "responses": {
       "200": {"description": "Where the request stands", "content": {"application/json": {"schema": {"type": "object",
        "required": ["request", "state"], "properties": {"request": {"$ref": "#/components/schemas/Id"},
        "state": {"$ref": "#/components/schemas/State"}}}}}},
       "400": {"$ref": "#/components/responses/Problem"}, "401": {"$ref": "#/components/responses/Problem"},
       "403": {"$ref": "#/components/responses/Problem"}, "404": {"$ref": "#/components/responses/Problem"},
       "409": {"$ref": "#/components/responses/Problem"}, "413": {"$ref": "#/components/responses/Problem"},
       "415": {"$ref": "#/components/responses/Problem"}, "422": {"$ref": "#/components/responses/Problem"},
       "429": {"$ref": "#/components/responses/Problem"}, "503": {"$ref": "#/components/responses/Problem"}}}},

    """#

  /// Events, the log, and what monitors ask.
  private static let otherPaths = #"""
    "/v1/requests/{id}/events": {
     "parameters": [{"$ref": "#/components/parameters/Id"}],
     "get": {"operationId": "followRequest", "summary": "Follow a request as server-sent events",
      "parameters": [{"$ref": "#/components/parameters/LastEventId"}, {"$ref": "#/components/parameters/After"}],
      "responses": {
       "200": {"description": "Events until the client leaves", "content": {"text/event-stream": {"schema": {"type": "string"}}}},
       "400": {"$ref": "#/components/responses/Problem"}, "401": {"$ref": "#/components/responses/Problem"},
       "403": {"$ref": "#/components/responses/Problem"}, "404": {"$ref": "#/components/responses/Problem"},
       "429": {"$ref": "#/components/responses/Problem"}, "503": {"$ref": "#/components/responses/Problem"}}}},
    "/v1/events": {
     "get": {"operationId": "followAll", "summary": "Follow all requests as server-sent events",
      "parameters": [{"$ref": "#/components/parameters/LastEventId"}, {"$ref": "#/components/parameters/After"}],
      "responses": {
       "200": {"description": "Events until the client leaves", "content": {"text/event-stream": {"schema": {"type": "string"}}}},
       "400": {"$ref": "#/components/responses/Problem"}, "401": {"$ref": "#/components/responses/Problem"},
       "403": {"$ref": "#/components/responses/Problem"}, "429": {"$ref": "#/components/responses/Problem"},
       "503": {"$ref": "#/components/responses/Problem"}}}},
    "/v1/log/checkpoint": {
     "get": {"operationId": "readCheckpoint", "summary": "The newest checkpoint of the desk's log",
      "description": "A C2SP signed note.",
      "responses": {
       "200": {"description": "The note", "content": {"text/plain": {"schema": {"type": "string"}}}},
       "400": {"$ref": "#/components/responses/Problem"}, "401": {"$ref": "#/components/responses/Problem"},
       "403": {"$ref": "#/components/responses/Problem"}, "429": {"$ref": "#/components/responses/Problem"},
       "503": {"$ref": "#/components/responses/Problem"}}}},
    "/v1/log/proof/{seq}": {
     "parameters": [{"name": "seq", "in": "path", "required": true, "schema": {"type": "integer", "minimum": 0, "maximum": 9007199254740991}}],
     "get": {"operationId": "readProof", "summary": "A row of the log with the proof that it is there",
      "responses": {
       "200": {"description": "Row and proof (C2SP tlog-proof)", "content": {"application/json": {"schema": {"type": "object",
        "required": ["seq", "row", "proof"], "additionalProperties": false, "properties": {"seq": {"type": "integer"},
        "row": {"type": "string"}, "proof": {"type": "string"}}}}}},
       "400": {"$ref": "#/components/responses/Problem"}, "401": {"$ref": "#/components/responses/Problem"},
       "403": {"$ref": "#/components/responses/Problem"}, "404": {"$ref": "#/components/responses/Problem"},
       "429": {"$ref": "#/components/responses/Problem"}, "503": {"$ref": "#/components/responses/Problem"}}}},
    "/v1/log/consistency": {
     "get": {"operationId": "readConsistency", "summary": "The proof that a log of one size begins another",
      "parameters": [
       {"name": "from", "in": "query", "required": true, "schema": {"type": "integer", "minimum": 0, "maximum": 9007199254740991}},
       {"name": "to", "in": "query", "required": true, "schema": {"type": "integer", "minimum": 0, "maximum": 9007199254740991}}],
      "responses": {
       "200": {"description": "phigate-consistency/v1", "content": {"text/plain": {"schema": {"type": "string"}}}},
       "400": {"$ref": "#/components/responses/Problem"}, "401": {"$ref": "#/components/responses/Problem"},
       "403": {"$ref": "#/components/responses/Problem"}, "404": {"$ref": "#/components/responses/Problem"},
       "429": {"$ref": "#/components/responses/Problem"}, "503": {"$ref": "#/components/responses/Problem"}}}},
    "/openapi.json": {
     "get": {"operationId": "readOpenAPI", "summary": "This document", "security": [],
      "responses": {"200": {"description": "OpenAPI 3.1", "content": {"application/json": {"schema": {"type": "object"}}}},
       "400": {"$ref": "#/components/responses/Problem"}, "401": {"$ref": "#/components/responses/Problem"},
       "429": {"$ref": "#/components/responses/Problem"}}}},
    "/healthz": {
     "get": {"operationId": "health", "summary": "Whether the process answers", "security": [],
      "responses": {"200": {"description": "It does", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Status"}}}},
       "400": {"$ref": "#/components/responses/Problem"}}}},
    "/readyz": {
     "get": {"operationId": "ready", "summary": "Whether decisions can be taken", "security": [],
      "responses": {"200": {"description": "They can", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Status"}}}},
       "400": {"$ref": "#/components/responses/Problem"}, "503": {"$ref": "#/components/responses/Problem"}}}},
    "/metrics": {
     "get": {"operationId": "metrics", "summary": "Counts, in the text format of Prometheus",
      "description": "Needs the scope metrics.", "security": [{"bearer": []}],
      "responses": {"200": {"description": "The counts", "content": {"text/plain": {"schema": {"type": "string"}}}},
       "400": {"$ref": "#/components/responses/Problem"}, "401": {"$ref": "#/components/responses/Problem"},
       "403": {"$ref": "#/components/responses/Problem"}, "429": {"$ref": "#/components/responses/Problem"},
       "503": {"$ref": "#/components/responses/Problem"}}}}

    """#
}
