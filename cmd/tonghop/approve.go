package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"tonghop/pipeline"
)

const approveHelp = `Publish a report, or the pack of a conference, as its next edition: with number, date and signer, and a mark of secrecy where it has one.

It is made anew of today's figures. Where anything that the draft showed is otherwise by now, it is not published: that is listed, and
the exit code is 1. Make the draft again, read it, and approve it then. A text that was edited for the draft stands as it was edited.

The files' bytes are kept for good; tonghop reprint writes them again, tonghop editions lists them. A number is given once a year, those
of documents with a mark by themselves; later editions of the same may bear it again. A marked edition's files are readable by their
owner only, and it is never e-mailed.`

// mostChanges is how many changes since the draft are listed.
const mostChanges = 10

func (a *app) approveCommand() *cobra.Command {
	var wanted ordered
	var approval pipeline.Approval
	var date, dir, wording string
	command := &cobra.Command{Use: "approve NAME --number N --date D --signer WHO", Short: "Publish a draft as an edition, with number, date and signer",
		Long: approveHelp, Args: cobra.ExactArgs(1)}
	flags := command.Flags()
	wanted.flags(flags)
	flags.StringVar(&approval.Number, "number", "", "number of the document, without its symbol, such as 05")
	flags.StringVar(&date, "date", "", "date of the document, such as 2024-09-05")
	flags.StringVar(&approval.Signer.Name, "signer", "", "name of the signer")
	flags.StringVar(&approval.Signer.Title, "title", "", "title of the signer, such as PHÓ CỤC TRƯỞNG; otherwise the conference's or the office's")
	flags.StringVar(&approval.Signer.Authority, "authority", "", "for whom the signer signs, such as KT. CỤC TRƯỞNG")
	flags.StringVar(&approval.Mark, "mark", "", "mark of secrecy, such as MẬT")
	flags.StringVar(&wording, "wording", "", wordingHelp+"; otherwise the draft's stands")
	flags.StringVarP(&dir, "output", "o", ".", "folder to write to")
	for _, name := range []string{"number", "date", "signer"} {
		command.MarkFlagRequired(name)
	}
	command.RunE = a.action(func(ctx context.Context, args []string) error {
		var err error
		if approval.Date, err = parseDay(date); err != nil {
			return err
		}
		return a.with(ctx, func(o *office) error {
			order, err := wanted.either(o.Catalog, args[0], flags.Changed("unit"))
			if err != nil {
				return err
			}
			edited, err := a.readWording(o.Catalog, wording)
			if err != nil {
				return err
			}
			order.By, order.Approval = a.operator(), &approval
			published, err := o.Publish(ctx, edited.in(order), a.files.Outlet(dir, approval.Mark != ""))
			var changed *pipeline.ChangedError
			switch {
			case errors.As(err, &changed):
				return a.printChanged(o.Catalog, changed, wanted.command(order))
			case err != nil:
				return edited.refused(err)
			}
			return a.printApproved(published)
		})
	})
	return command
}

// either is the order of a conference's pack, or of a report.
func (r ordered) either(c *pipeline.Catalog, name string, unitGiven bool) (pipeline.Order, error) {
	_, isConference := c.Conference(name)
	switch {
	case isConference && (r.period != "" || unitGiven):
		return pipeline.Order{}, usage("conference %s has its own period and unit: leave --period and --unit out", name)
	case isConference:
		return r.ofConference(c, name)
	case !isPublished(c, name):
		return pipeline.Order{}, unpublished(c, name)
	case r.period == "":
		return pipeline.Order{}, usage("a report needs --period, such as 2024-08")
	}
	return r.ofReport(c, name)
}

// isPublished tells whether a report or a conference is called so.
func isPublished(c *pipeline.Catalog, name string) bool {
	_, isReport := c.Report(name)
	_, isConference := c.Conference(name)
	return isReport || isConference
}

func unpublished(c *pipeline.Catalog, name string) error {
	return usage("neither a report nor a conference is called %q; there are %s, %s", name, reportNames(c), conferenceNames(c))
}

func (a *app) printApproved(p pipeline.Publication) error {
	if p.Unread {
		fmt.Fprintln(a.err, "no draft of it was made before: nobody has read what it says")
	}
	if a.json {
		return a.printJSON(map[string]any{"edition": p.Edition, "files": p.Paths, "unread": p.Unread})
	}
	a.printPaths(p.Paths)
	e := p.Edition
	fmt.Fprintf(a.out, "edition %d of %s, number %s of %s, signed by %s\n", e.Number, e.Subject, e.Cited(), e.Date.Format(time.DateOnly), oneLine(e.Signer.Name))
	a.printMarked(e)
	return nil
}

// printMarked says what a mark of secrecy means for the files.
func (a *app) printMarked(e pipeline.Edition) {
	if e.Marked() {
		fmt.Fprintf(a.out, "marked %s: the files are readable by their owner only, and it is never e-mailed\n", e.Mark)
	}
}

// printChanged says why an edition is not published, in the words of the department.
func (a *app) printChanged(c *pipeline.Catalog, changed *pipeline.ChangedError, command string) error {
	refused := &exit{code: exitFindings}
	if a.json {
		return errors.Join(a.printJSON(map[string]any{"changed": c.Say(changed, changed.Count())}), refused)
	}
	fmt.Fprintln(a.out, pipeline.Fill(c.Words["changed-title"], map[string]string{"count": fmt.Sprint(changed.Count())}))
	for _, line := range c.Say(changed, mostChanges) {
		fmt.Fprintln(a.out, "-", oneLine(line))
	}
	fmt.Fprintln(a.out, pipeline.Fill(c.Words["changed-advice"], map[string]string{"command": command}))
	return refused
}
