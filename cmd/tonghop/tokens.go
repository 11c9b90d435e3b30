package main

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"tonghop/pipeline"
)

func (a *app) tokensCommand() *cobra.Command {
	command := &cobra.Command{
		Use:   "tokens",
		Short: "List the tokens by which units' programs ask the portal; add and revoke them",
		Args:  cobra.NoArgs,
		RunE: a.action(func(ctx context.Context, _ []string) error {
			return a.with(ctx, func(o *office) error {
				tokens, err := o.warehouse.Tokens(ctx)
				if err != nil {
					return err
				}
				return a.printTokens(tokens)
			})
		}),
	}
	command.AddCommand(a.tokensAddCommand(), a.tokensRevokeCommand())
	return command
}

func (a *app) printTokens(tokens []pipeline.Token) error {
	if a.json {
		return a.printJSON(map[string]any{"tokens": tokens})
	}
	day := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return localTime(t)
	}
	var rows []table.Row
	for _, t := range tokens {
		rows = append(rows, table.Row{t.ID, t.Unit, t.MadeBy, day(t.Made), day(t.LastUsed), day(t.Revoked)})
	}
	a.printTable(table.Row{"token", "unit", "made by", "made", "last used", "revoked"}, rows)
	return nil
}

func (a *app) tokensAddCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "add UNIT",
		Short: "Add a token for a unit's program and print it",
		Long:  "Add a token for a unit, by id, code or name, and print it. It is kept nowhere: only its hash is. Whoever has it may ask in the unit's name until it is revoked.",
		Args:  cobra.ExactArgs(1),
		RunE: a.action(func(ctx context.Context, args []string) error {
			return a.with(ctx, func(o *office) error {
				unit, err := findUnit(o.Catalog, args[0], pipeline.DayOf(o.Now()))
				if err != nil {
					return err
				}
				token, secret := pipeline.NewToken(unit.ID, a.operator())
				token, err = o.warehouse.AddToken(ctx, token)
				if err != nil {
					return err
				}
				if a.json {
					return a.printJSON(map[string]any{"token": token, "secret": secret})
				}
				fmt.Fprintf(a.out, "token %d of %s: %s\nIt is kept nowhere else.\n", token.ID, token.Unit, secret)
				return nil
			})
		}),
	}
}

func (a *app) tokensRevokeCommand() *cobra.Command {
	return &cobra.Command{Use: "revoke TOKEN", Short: "End a token, by its number", Args: cobra.ExactArgs(1), RunE: a.action(func(ctx context.Context, args []string) error {
		id, err := strconv.ParseInt(args[0], 10, 64)
		if err != nil {
			return usage("%q is no number of a token; tonghop tokens lists them", args[0])
		}
		return a.with(ctx, func(o *office) error {
			ok, err := o.warehouse.RevokeToken(ctx, id, a.operator())
			if err != nil {
				return err
			}
			if !ok {
				return usage("there is no token %d, or it is revoked; tonghop tokens lists them", id)
			}
			if a.json {
				return a.printJSON(map[string]any{"revoked": id})
			}
			fmt.Fprintf(a.out, "token %d: revoked\n", id)
			return nil
		})
	})}
}
