//go:build weaksync

package ledger

// Only for ledger/torture, whose power cuts must find what this loses.
var synchronous = pragma{"synchronous", "NORMAL", "1"}
