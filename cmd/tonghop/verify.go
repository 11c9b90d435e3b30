package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"tonghop/pipeline"
)

func (a *app) verifyCommand() *cobra.Command {
	var head string
	command := &cobra.Command{
		Use:   "verify",
		Short: "Check that nothing that was recorded has been changed since",
		Long: "Check the journal's chain of hashes; that submissions, waivers, closings and editions are what it says; that every original and\n" +
			"every published file is in the archive with its hash; and that every form, read again from its original, gives what the warehouse holds. Whoever could change the whole\n" +
			"data folder could also write the journal anew: keep the hash that is printed last elsewhere, and give it to --head another time.\n" +
			"Exit code 1 where something does not agree.",
		Args: cobra.NoArgs,
	}
	command.Flags().StringVar(&head, "head", "", "hash of the journal's last line as an earlier verify printed it: it must still be there")
	command.RunE = a.action(func(ctx context.Context, _ []string) error {
		if _, err := os.Stat(a.warehousePath()); a.office == nil && err != nil { // an empty folder has no problems, which says nothing
			return usage("there is no warehouse in --data %s", a.data)
		}
		return a.with(ctx, func(o *office) error {
			o.cage.Expect(1)
			v, err := o.Verify(ctx, head)
			if err != nil {
				return err
			}
			return a.printVerification(v)
		})
	})
	return command
}

func (a *app) printVerification(v pipeline.Verification) error {
	var end error
	if len(v.Problems) > 0 {
		end = &exit{code: exitFindings}
	}
	if a.json {
		if err := a.printJSON(v); err != nil {
			return err
		}
		return end
	}
	fmt.Fprintf(a.out, "journal      %d %s\n", v.Lines, plural("line", v.Lines))
	fmt.Fprintf(a.out, "submissions  %d\n", v.Submissions)
	if v.Older > 0 {
		fmt.Fprintf(a.out, "             %d of them %s older than the journal, which does not vouch for them\n", v.Older, isOrAre(v.Older))
	}
	fmt.Fprintf(a.out, "originals    %d, of %d %s\n", v.Originals, v.Receipts, plural("receipt", v.Receipts))
	fmt.Fprintf(a.out, "editions     %d, with %d %s\n", v.Editions, v.Files, plural("file", v.Files))
	fmt.Fprintf(a.out, "recomputed   %d %s with %d %s\n", v.Recomputed, plural("submission", v.Recomputed), v.Figures, plural("figure", v.Figures))
	for _, text := range v.Apart {
		fmt.Fprintln(a.out, "not recomputed:", oneLine(text))
	}
	for _, text := range v.Problems {
		fmt.Fprintln(a.out, "PROBLEM:", oneLine(text))
	}
	fmt.Fprintf(a.out, "problems     %d\n", len(v.Problems))
	if v.Head != "" {
		fmt.Fprintf(a.out, "head         %s\n", v.Head)
	}
	return end
}

func isOrAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

// verifyAll is the work of the job verify.
func (o *office) verifyAll(ctx context.Context, _ time.Time) (string, error) {
	o.cage.Expect(1)
	v, err := o.Verify(ctx, "")
	if err != nil {
		return "", err
	}
	did := fmt.Sprintf("%d lines of the journal, %d originals, %d editions, %d submissions read again", v.Lines, v.Originals, v.Editions, v.Recomputed)
	if n := len(v.Problems); n > 0 {
		err = fmt.Errorf("%d %s, the first: %s; see tonghop verify", n, plural("problem", n), v.Problems[0])
	}
	return did, err
}
