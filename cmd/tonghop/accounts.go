package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"tonghop/pipeline"
	"tonghop/pipeline/portal"
)

func (a *app) accountsCommand() *cobra.Command {
	command := &cobra.Command{
		Use:   "accounts",
		Short: "List who may log in to the portal; add accounts, give passwords anew, disable",
		Args:  cobra.NoArgs,
		RunE: a.action(func(ctx context.Context, _ []string) error {
			return a.with(ctx, func(o *office) error {
				accounts, err := o.warehouse.Accounts(ctx)
				if err != nil {
					return err
				}
				return a.printAccounts(accounts)
			})
		}),
	}
	command.AddCommand(a.accountsAddCommand(), a.accountsChangeCommand("reset", "Give an account another first password", "password given anew", nil), a.accountsChangeCommand("disable", "Let an account log in no more; its sessions end", "disabled", func(c *pipeline.Account) { c.Disabled = true }), a.accountsChangeCommand("enable", "Let a disabled account log in again", "enabled", func(c *pipeline.Account) { c.Disabled = false }))
	return command
}

func (a *app) printAccounts(accounts []pipeline.Account) error {
	if a.json {
		return a.printJSON(map[string]any{"accounts": accounts})
	}
	var rows []table.Row
	for _, c := range accounts {
		last, state := "", ""
		if !c.LastLogin.IsZero() {
			last = localTime(c.LastLogin)
		}
		switch {
		case c.Disabled:
			state = "disabled"
		case c.LockedUntil.After(a.now()):
			state = "locked until " + c.LockedUntil.In(pipeline.Zone).Format("15:04")
		case c.MustChange:
			state = "first password"
		}
		rows = append(rows, table.Row{c.Login, c.Name, c.Role, c.Unit, last, state})
	}
	a.printTable(table.Row{"login", "name", "role", "unit", "last login", "state"}, rows)
	return nil
}

func (a *app) accountsAddCommand() *cobra.Command {
	var account pipeline.Account
	var role string
	command := &cobra.Command{
		Use:   "add LOGIN --name NAME --role ROLE [--unit UNIT]",
		Short: "Add an account and print its first password",
		Long: "Add an account and print its first password, which is changed at the first login and kept nowhere else.\n" +
			"ROLE is province (uploads for its unit), department (decides and publishes), administrator (looks after accounts) or auditor (reads all).",
		Args: cobra.ExactArgs(1),
	}
	command.Flags().StringVar(&account.Name, "name", "", "name of the person, or what the account is called")
	command.Flags().StringVar(&role, "role", "", "province, department, administrator or auditor")
	command.Flags().StringVar(&account.Unit, "unit", "", "of a province's account: its unit, by id, code or name")
	command.MarkFlagRequired("name")
	command.MarkFlagRequired("role")
	command.RunE = a.action(func(ctx context.Context, args []string) error {
		account.Login, account.Role, account.Name = args[0], pipeline.Role(role), strings.TrimSpace(account.Name)
		return a.with(ctx, func(o *office) error {
			if err := o.checkAccount(ctx, &account); err != nil {
				return err
			}
			return a.saveWithPassword(ctx, o, account, "added")
		})
	})
	return command
}

// checkAccount says what is wrong with a new account, and finds its unit.
func (o *office) checkAccount(ctx context.Context, account *pipeline.Account) error {
	day := pipeline.DayOf(o.Now())
	if account.Unit != "" {
		unit, err := findUnit(o.Catalog, account.Unit, day)
		if err != nil {
			return err
		}
		account.Unit = unit.ID
	}
	switch account.Mistake(o.Catalog.Geography, day) {
	case pipeline.LoginField:
		return usage("%q is no login; expected 2 to 32 of a-z, 0-9, dot, dash and underscore", account.Login)
	case pipeline.NameField:
		return usage("--name is empty; expected the name of the person")
	case pipeline.RoleField:
		return usage("--role %q; expected one of %s", account.Role, namesOf(pipeline.Roles))
	case pipeline.UnitField:
		return usage("--unit belongs to an account of role province, and to no other")
	}
	if _, there, err := o.warehouse.Account(ctx, account.Login); err != nil || there {
		if err != nil {
			return err
		}
		return usage("an account %s is there already; give it another password by tonghop accounts reset %[1]s", account.Login)
	}
	return nil
}

// saveWithPassword gives an account a password, and prints it.
func (a *app) saveWithPassword(ctx context.Context, o *office, account pipeline.Account, what string) error {
	password := portal.FirstPassword()
	hash, err := portal.HashPassword(password)
	if err != nil {
		return err
	}
	account.GivePassword(hash)
	account.Changed = a.now()
	if err := o.warehouse.SaveAccount(ctx, account, a.operator(), what); err != nil {
		return err
	}
	if a.json {
		return a.printJSON(map[string]any{"account": account, "password": password})
	}
	fmt.Fprintf(a.out, "%s: %s\nfirst password: %s\nIt is changed at the first login, and kept nowhere else.\n", account.Login, what, password)
	return nil
}

// accountsChangeCommand changes an account; change nil gives it another password.
func (a *app) accountsChangeCommand(name, short, what string, change func(*pipeline.Account)) *cobra.Command {
	return &cobra.Command{Use: name + " LOGIN", Short: short, Args: cobra.ExactArgs(1), RunE: a.action(func(ctx context.Context, args []string) error {
		return a.with(ctx, func(o *office) error {
			account, ok, err := o.warehouse.Account(ctx, args[0])
			if err != nil {
				return err
			}
			if !ok {
				return usage("nobody is called %q; tonghop accounts lists them", args[0])
			}
			if change == nil {
				return a.saveWithPassword(ctx, o, account, what)
			}
			change(&account)
			account.Changed = a.now()
			if err := o.warehouse.SaveAccount(ctx, account, a.operator(), what); err != nil {
				return refusedAsUsage(err)
			}
			if a.json {
				return a.printJSON(map[string]any{"account": account})
			}
			fmt.Fprintf(a.out, "%s: %s\n", account.Login, what)
			return nil
		})
	})}
}
