package main

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"
)

func (a *app) acceptCommand() *cobra.Command {
	var by, reason string
	command := &cobra.Command{
		Use:   "accept SUBMISSION --by WHO --reason TEXT",
		Short: "Take in a form that came after its period was closed",
		Long: "Take in a form that came after its period was closed: it becomes the next edition, and totals are checked again.\n" +
			"SUBMISSION is the receipt number that tonghop submissions prints.",
		Args: cobra.ExactArgs(1),
	}
	command.Flags().StringVar(&by, "by", "", "who takes it in")
	command.Flags().StringVar(&reason, "reason", "", "why")
	command.MarkFlagRequired("by")
	command.MarkFlagRequired("reason")
	command.RunE = a.action(func(ctx context.Context, args []string) error {
		submission, err := strconv.ParseInt(args[0], 10, 64)
		if err != nil {
			return usage("%q is no receipt number; tonghop submissions lists them", args[0])
		}
		return a.with(ctx, func(o *office) error {
			settled, err := o.warehouse.Accept(ctx, submission, by, reason)
			if err != nil {
				return refusedAsUsage(err)
			}
			if err := a.printSettled(settled, o.Catalog.Words); err != nil {
				return err
			}
			return endFor(settled)
		})
	})
	return command
}
