"""The language server: findings, fixes and what moves, in any editor that speaks LSP."""
