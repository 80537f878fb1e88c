//go:build !linux

package ui

// FindScreen tells whether there is a screen to open a window on: always,
// where a desktop is part of the system.
func FindScreen() error { return nil }
