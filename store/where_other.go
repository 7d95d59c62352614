//go:build !linux && !darwin

package store

// networkDrive cannot be told here.
func networkDrive(string) string { return "" }
