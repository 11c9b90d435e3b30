package main

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"
)

func (a *app) acceptCommand() *cobra.Command {
	command := &cobra.Command{
		Use:   "accept SUBMISSION --by WHO --reason TEXT",
		Short: "Take in a form that came after its period was closed",
		Long: "Take in a form that came after its period was closed: it becomes the next edition, and totals are checked again.\n" +
			"SUBMISSION is the receipt number that tonghop submissions prints.",
	}
	return a.deciding(command, "who takes it in", "why", func(ctx context.Context, o *office, submission int64, by, reason string) error {
		settled, err := o.warehouse.Accept(ctx, submission, by, reason)
		if err != nil {
			return refusedAsUsage(err)
		}
		if err := a.printSettled(settled, o.Catalog.Words); err != nil {
			return err
		}
		return endFor(settled)
	})
}

func (a *app) returnCommand() *cobra.Command {
	command := &cobra.Command{
		Use:   "return SUBMISSION --by WHO --reason TEXT",
		Short: "Send a form back that came after its period was closed",
		Long: "Send a form back that came after its period was closed: nothing of it counts, and its sender is told the reason.\n" +
			"SUBMISSION is the receipt number that tonghop submissions prints.",
	}
	return a.deciding(command, "who sends it back", "why; its sender reads it, so in Vietnamese", func(ctx context.Context, o *office, submission int64, by, reason string) error {
		settled, err := o.warehouse.Return(ctx, submission, by, reason)
		if err != nil {
			return refusedAsUsage(err)
		}
		return a.printSettled(settled, o.Catalog.Words)
	})
}

// deciding makes a command of what the department decides about a submission that waits.
func (a *app) deciding(command *cobra.Command, byHelp, reasonHelp string, decide func(ctx context.Context, o *office, submission int64, by, reason string) error) *cobra.Command {
	var by, reason string
	command.Args = cobra.ExactArgs(1)
	command.Flags().StringVar(&by, "by", "", byHelp)
	command.Flags().StringVar(&reason, "reason", "", reasonHelp)
	command.MarkFlagRequired("by")
	command.MarkFlagRequired("reason")
	command.RunE = a.action(func(ctx context.Context, args []string) error {
		submission, err := strconv.ParseInt(args[0], 10, 64)
		if err != nil {
			return usage("%q is no receipt number; tonghop submissions lists them", args[0])
		}
		return a.with(ctx, func(o *office) error { return decide(ctx, o, submission, by, reason) })
	})
	return command
}
