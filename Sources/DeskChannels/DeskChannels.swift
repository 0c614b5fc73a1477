/// Slack, Teams and webhooks.
package enum DeskChannels {}
