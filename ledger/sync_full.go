//go:build !weaksync

package ledger

// NORMAL would lose acknowledged payments on a power cut.
var synchronous = pragma{"synchronous", "FULL", "2"}
