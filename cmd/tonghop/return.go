package main

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"
)

func (a *app) returnCommand() *cobra.Command {
	var by, reason string
	command := &cobra.Command{
		Use:   "return SUBMISSION --by WHO --reason TEXT",
		Short: "Send a form back that came after its period was closed",
		Long: "Send a form back that came after its period was closed: nothing of it counts, and its sender is told the reason.\n" +
			"SUBMISSION is the receipt number that tonghop submissions prints.",
		Args: cobra.ExactArgs(1),
	}
	command.Flags().StringVar(&by, "by", "", "who sends it back")
	command.Flags().StringVar(&reason, "reason", "", "why; its sender reads it, so in Vietnamese")
	command.MarkFlagRequired("by")
	command.MarkFlagRequired("reason")
	command.RunE = a.action(func(ctx context.Context, args []string) error {
		submission, err := strconv.ParseInt(args[0], 10, 64)
		if err != nil {
			return usage("%q is no receipt number; tonghop submissions lists them", args[0])
		}
		return a.with(ctx, func(o *office) error {
			settled, err := o.warehouse.Return(ctx, submission, by, reason)
			if err != nil {
				return refusedAsUsage(err)
			}
			return a.printSettled(settled, o.Catalog.Words)
		})
	})
	return command
}
