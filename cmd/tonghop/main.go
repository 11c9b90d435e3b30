// Command tonghop takes in the provinces' workbooks, checks that their figures agree, and writes the reports.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"
	_ "time/tzdata" // the zone of the office, wherever the program runs
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], streams{out: os.Stdout, err: os.Stderr, bar: os.Stderr, terminal: isTerminal(os.Stderr)}, time.Now)
	stop()
	os.Exit(code)
}

// isTerminal tells a terminal from a file or pipe.
func isTerminal(file *os.File) bool {
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
