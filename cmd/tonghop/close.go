package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"tonghop/pipeline"
)

func (a *app) closeCommand() *cobra.Command {
	var by string
	command := &cobra.Command{
		Use:   "close PERIOD --by WHO",
		Short: "Close a period: what comes later waits to be accepted",
		Long: "Close a period that is over. A form of it, or of a time within it, that comes later is quarantined: it is kept and checked, and does not count\n" +
			"until tonghop accept takes it in.",
		Args: cobra.ExactArgs(1),
	}
	command.Flags().StringVar(&by, "by", "", "who closes it")
	command.MarkFlagRequired("by")
	command.RunE = a.action(func(ctx context.Context, args []string) error {
		return a.decide(ctx, args[0], by, pipeline.PeriodClosed, func(o *office, period pipeline.Period) (string, error) {
			return "", o.warehouse.ClosePeriod(ctx, period, by)
		})
	})
	return command
}

func (a *app) reopenCommand() *cobra.Command {
	var by, reason string
	command := &cobra.Command{
		Use:   "reopen PERIOD --by WHO --reason TEXT",
		Short: "Open a closed period again",
		Long:  "Open a closed period again. What waits in quarantine goes on waiting until it is accepted, or sent once more.",
		Args:  cobra.ExactArgs(1),
	}
	command.Flags().StringVar(&by, "by", "", "who opens it")
	command.Flags().StringVar(&reason, "reason", "", "why")
	command.MarkFlagRequired("by")
	command.MarkFlagRequired("reason")
	command.RunE = a.action(func(ctx context.Context, args []string) error {
		return a.decide(ctx, args[0], by, pipeline.PeriodOpen, func(o *office, period pipeline.Period) (string, error) {
			return o.warehouse.ReopenPeriod(ctx, period, by, reason)
		})
	})
	return command
}

// decide does something about a period, and says what state it is in now: closed still where do returns a closed period that it lies
// within.
func (a *app) decide(ctx context.Context, text, by string, state pipeline.PeriodState, do func(*office, pipeline.Period) (within string, err error)) error {
	period, err := parsePeriod(text)
	if err != nil {
		return err
	}
	return a.with(ctx, func(o *office) error {
		within, err := do(o, period)
		if err != nil {
			return refusedAsUsage(err)
		}
		if within != "" {
			state = pipeline.PeriodClosed
		}
		if a.json {
			made := map[string]any{"period": period.String(), "state": state, "by": by}
			if within != "" {
				made["within"] = within
			}
			return a.printJSON(made)
		}
		if within != "" {
			fmt.Fprintf(a.out, "%s is no longer closed by itself, but lies within %s, which is closed: open that again too\n", period, within)
			return nil
		}
		fmt.Fprintf(a.out, "%s is %s\n", period, state)
		return nil
	})
}

// refusedAsUsage makes wrong usage of what cannot be decided as it was asked for.
func refusedAsUsage(err error) error {
	var refused *pipeline.DecisionError
	if errors.As(err, &refused) {
		return usage("%v", refused)
	}
	return err
}
