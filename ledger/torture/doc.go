// Package torture holds no code that ships: its tests kill the program, cut
// the power under it and make its disk fail, and then ask the ledger for
// every payment that was acknowledged.
//
//	go test ./ledger/torture          the short form, as CI runs it
//	go test ./ledger/torture -whole   the counts of docs/RELIABILITY.md; also `make torture`
//	go test ./ledger/torture -seed N  the same payments and the same choices again
//
// The tests run on Linux: they need strace, and as root the power cuts mount
// an ext4 image over a loop device, in a mount namespace of their own.
package torture
