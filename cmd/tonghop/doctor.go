package main

import (
	"context"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"tonghop/pipeline"
)

// health is how something stands that the service needs.
type health string

const (
	healthy  health = "ok"
	doubtful health = "warning" // it works, and may not for long
	broken   health = "error"
)

// diagnosis is what a check found.
type diagnosis struct {
	Check  string `json:"check"`
	Health health `json:"health"`
	Found  string `json:"found"`
	Advice string `json:"advice"` // what to do; "" where it is well
}

func well(found string) diagnosis { return diagnosis{Health: healthy, Found: found} }
func warn(found, advice string) diagnosis {
	return diagnosis{Health: doubtful, Found: found, Advice: advice}
}
func ill(found, advice string) diagnosis {
	return diagnosis{Health: broken, Found: found, Advice: advice}
}

// after is the diagnosis unless something went wrong behind it.
func (d diagnosis) after(err error) diagnosis {
	if err != nil {
		return ill(err.Error(), "restart tonghop serve")
	}
	return d
}

func (d diagnosis) of(check string) diagnosis { d.Check = check; return d }

// checkup is one thing that is looked at. catalog is nil where the configuration cannot be read: what depends on it is then left out.
type checkup struct {
	name string
	look func(ctx context.Context, a *app, c *pipeline.Catalog) diagnosis
}

// checkups are in the order in which they are mended.
var checkups = []checkup{
	{"data folder", checkData}, {"disk", checkDisk}, {"folders", checkFolders}, {"inbox", checkInbox}, {"clock", checkClock}, {"warehouse", checkWarehouse}, {"jobs", checkJobs},
	{"LibreOffice", checkOffice}, {"fonts", checkFonts}, {"scanner", checkScanner}, {"mail", checkMail}, {"password file", checkPassword}, {"recipients", checkRecipients}, {"addresses", checkAddresses}, {"backups", checkBackups},
}

func (a *app) doctorCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "doctor",
		Short: "Look at everything that the service needs, and say what to do",
		Long: "Look at configuration, permissions, disk, clock, warehouse, LibreOffice, fonts, clamd, mail and backups, and say what to do about what is not well. Nothing is changed\n" +
			"and no mail is sent. Exit code 1 where something is broken.",
		Args: cobra.NoArgs,
		RunE: a.action(a.doctor),
	}
}

func (a *app) doctor(ctx context.Context, _ []string) error {
	found := []diagnosis{}
	c, err := a.loadCatalog()
	if err != nil {
		found = append(found, ill(err.Error(), "mend the lines that are named; tonghop catalog check tells them again").of("configuration"))
	} else {
		found = append(found, well(a.configFound()).of("configuration"))
		for _, check := range checkups {
			found = append(found, check.look(ctx, a, c).of(check.name))
		}
	}
	return a.printDiagnoses(found)
}

func (a *app) printDiagnoses(found []diagnosis) error {
	var end error
	var rows []table.Row
	for _, d := range found {
		if d.Health == broken {
			end = &exit{code: exitFindings}
		}
		rows = append(rows, table.Row{d.Check, d.Health, d.Found, d.Advice})
	}
	if a.json {
		if err := a.printJSON(found); err != nil {
			return err
		}
		return end
	}
	a.printTable(table.Row{"check", "health", "found", "what to do"}, rows)
	return end
}
