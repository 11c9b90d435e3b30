//go:build !linux

package inbox

func remote(string) string { return "" }
