package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"tonghop/pipeline"
	"tonghop/pipeline/catalog"
	"tonghop/pipeline/compose"
)

// Exit codes; also in the help.
const (
	exitFine       = 0
	exitFindings   = 1
	exitUsage      = 2
	exitUnreadable = 3
	exitInternal   = 4
)

const rootHelp = `Take in the provinces' workbooks, check that their figures agree, and write the reports.

Exit codes: 0 fine; 1 findings of severity error; 2 wrong usage or configuration;
3 a file could not be read; 4 internal error.`

// streams are where a command writes: out is its result, err its progress and errors.
type streams struct {
	out, err io.Writer
	bar      io.Writer // err as it is, for the progress bar; needed on a terminal only
	terminal bool      // err is a terminal
}

// app is what every command has.
type app struct {
	streams                // which take nothing that a terminal obeys
	files   pipeline.Files // of whoever typed the command
	uid     int            // whose command it is
	args    []string       // the command line
	named   []string       // what of it may be a path

	data, config string
	json         bool
	serving      bool    // it is tonghop serve, whose log tells everything
	office       *office // in tonghop serve: the open one, for commands that are typed elsewhere
	now          func() time.Time
}

// exit is an error with the exit code that it ends in; cause nil ends without a word.
type exit struct {
	code  int
	cause error
}

func (e *exit) Error() string { return fmt.Sprint(e.cause) }
func (e *exit) Unwrap() error { return e.cause }

// run carries out a command line and returns the exit code.
func run(ctx context.Context, args []string, s streams, now func() time.Time) int {
	return (&app{streams: s, files: localFiles{}, uid: os.Getuid(), now: now}).run(ctx, args)
}

func (a *app) run(ctx context.Context, args []string) int {
	a.args, a.out, a.err = args, plain{a.out}, plain{a.err}
	root := a.root()
	root.SetArgs(args)
	root.SetOut(a.out)
	root.SetErr(a.err)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitFine
	}
	var ended *exit
	if !errors.As(err, &ended) {
		ended = &exit{exitUsage, fmt.Errorf("%w\nSee tonghop --help", err)}
	}
	if ctx.Err() != nil && (ended.code == exitInternal || errors.Is(err, context.Canceled)) { // what was broken off has other words for it
		ended = &exit{exitInternal, fmt.Errorf("broken off: %w", context.Cause(ctx))}
	}
	if ended.cause != nil {
		fmt.Fprintln(a.err, "tonghop:", ended.cause)
	}
	return ended.code
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{Use: "tonghop", Short: "Put the provinces' figures together", Long: rootHelp, SilenceUsage: true, SilenceErrors: true}
	flags := root.PersistentFlags()
	flags.StringVar(&a.data, "data", "data", "folder of the warehouse and the archive")
	flags.StringVar(&a.config, "config", "tonghop.yaml", "configuration file, where there is one")
	flags.BoolVar(&a.json, "json", false, "print the result as JSON")
	root.AddCommand(a.ingestCommand(), a.reportCommand(), a.traceCommand(), a.packCommand(), a.approveCommand(), a.editionsCommand(), a.reprintCommand(), a.statusCommand(), a.nothingCommand(), a.findingsCommand(),
		a.submissionsCommand(), a.closeCommand(), a.reopenCommand(), a.acceptCommand(), a.returnCommand(), a.journalCommand(), a.verifyCommand(),
		a.waiveCommand(), a.waiversCommand(), a.backupCommand(), a.accountsCommand(), a.tokensCommand(), a.deliveriesCommand(), a.jobsCommand(), a.runCommand())
	if a.office == nil { // these need no warehouse, or one of their own: they are nothing for tonghop serve to carry out
		root.AddCommand(a.serveCommand(), a.checkCommand(), a.templateCommand(), a.catalogCommand(), a.rulesCommand(), a.initCommand(), a.restoreCommand(), a.doctorCommand(), a.cageCommand())
	}
	return root
}

// action makes a command's function of one that knows nothing of cobra: errors without an exit code get theirs.
func (a *app) action(do func(ctx context.Context, args []string) error) func(*cobra.Command, []string) error {
	return func(command *cobra.Command, args []string) error {
		a.named = namedBy(command, args)
		err := do(command.Context(), args)
		var ended *exit
		var problem *catalog.Problem
		var mistake *compose.Mistake
		switch {
		case err == nil || errors.As(err, &ended):
			return err
		case errors.As(err, &problem), errors.As(err, &mistake):
			return &exit{exitUsage, err}
		}
		return &exit{exitInternal, err}
	}
}

// endFor chooses the exit code for what was settled: 3 where a file could not be read, 1 where there are errors.
func endFor(settled pipeline.Settled) error {
	findings := settled.Raised
	for _, outcome := range settled.Outcomes {
		if outcome.State == pipeline.Rejected {
			return &exit{code: exitUnreadable}
		}
		findings = slices.Concat(findings, outcome.Findings)
	}
	if slices.ContainsFunc(findings, func(f pipeline.Finding) bool { return f.ErrorHolds() }) {
		return &exit{code: exitFindings}
	}
	return nil
}
