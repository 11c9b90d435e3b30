package main

import (
	"context"
	"errors"
	"path/filepath"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"tonghop/pipeline/control"
)

func (a *app) socketPath() string { return filepath.Join(a.data, control.SocketName) }

// served has the command line carried out by tonghop serve, which prints what this process would; control.ErrNotServed says that it does
// not run.
func (a *app) served(ctx context.Context) error {
	client, err := control.Dial(a.socketPath())
	if err != nil {
		return err
	}
	defer client.Close()
	own, err := a.hello()
	if err != nil {
		return control.ErrNotServed // whoever opens the warehouse says what is wrong with these files
	}
	if err := differs(client.Hello, own); err != nil {
		return err
	}
	here := control.Here{Out: a.out, Err: a.err, Files: namedFiles{named: a.named}}
	if a.terminal {
		here.Bar = a.bar
	}
	code, err := client.Call(ctx, a.args, here)
	if err == nil && code != exitFine {
		err = &exit{code: code}
	}
	return err
}

// differs says where a command would do something else in tonghop serve than by itself. A command without a configuration goes by that
// of the server.
func differs(serve, own control.Hello) error {
	switch {
	case serve.Build != own.Build:
		return errors.New("tonghop serve is another version of the program than this one: restart tonghop serve, then run the command again")
	case serve.Templates != own.Templates:
		return usage("the folder templates in --data was changed since tonghop serve was started: check it by tonghop catalog check, restart tonghop serve, then run the command again")
	case own.Config != "" && serve.Config != own.Config:
		return usage("tonghop serve was started with another configuration than the file of --config is now: leave --config out, or restart tonghop serve with this file, then run the command again")
	}
	return nil
}

// namedBy are the texts of a command line that may be paths.
func namedBy(command *cobra.Command, args []string) []string {
	var named []string
	add := func(text string) {
		if text != "" {
			named = append(named, text)
		}
	}
	for _, arg := range args {
		add(arg)
	}
	command.LocalNonPersistentFlags().VisitAll(func(flag *pflag.Flag) {
		if flag.Value.Type() == "string" {
			add(flag.Value.String())
		}
	})
	return named
}
