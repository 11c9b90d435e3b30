package portal

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"tonghop/pipeline"
)

var editionRoutes = []route{
	{"GET /editions", readers, (*Portal).editionsPage},
	{"GET /editions/{edition}", senders, (*Portal).editionPage},
	{"GET /editions/{edition}/files/{file}", senders, (*Portal).editionFile},
	{"POST /editions/{edition}/reprint", departments, (*Portal).reprint},
}

// mostEditions is how many editions the page lists.
const mostEditions = 200

// editionShown is an edition as pages show it.
type editionShown struct {
	pipeline.Edition
	Title  string // of the report or the conference
	Period string
	May    bool // see the files
}

// editionsPage lists editions, the newest first.
func (p *Portal) editionsPage(v *visit) error {
	period := strings.TrimSpace(v.r.URL.Query().Get("period"))
	filter := pipeline.EditionFilter{}
	known := true
	if period != "" {
		var of pipeline.Period
		of, known = pipeline.ReadPeriod(period)
		filter.Period = of.String()
	}
	var editions []pipeline.Edition
	if known {
		var err error
		if editions, err = p.Records.Editions(v.r.Context(), filter); err != nil {
			return err
		}
	}
	slices.Reverse(editions)
	shown := make([]editionShown, min(len(editions), mostEditions))
	for i := range shown {
		shown[i] = p.editionShown(v, editions[i])
	}
	return p.show(v, "editions", map[string]any{"Period": period, "Unknown": !known, "Editions": shown, "More": len(editions) > mostEditions, "Most": mostEditions})
}

func (p *Portal) editionPage(v *visit) error {
	return p.show(v, "edition", p.editionShown(v, v.edition))
}

func (p *Portal) editionShown(v *visit, e pipeline.Edition) editionShown {
	title := e.Name
	if report, ok := p.Pipeline.Catalog.Report(e.Name); ok {
		title = report.Title
	} else if len(e.Files) > 0 {
		title = e.Files[0].Title
	}
	period, _ := pipeline.ParsePeriod(e.Period)
	return editionShown{e, title, period.Name(), mayRead(v, e)}
}

// mayRead tells whether somebody may have an edition's files: those of one with a mark of secrecy are for the department only.
func mayRead(v *visit, e pipeline.Edition) bool {
	return !e.Marked() || v.account.Is(departments...)
}

// editionFile hands over a file of an edition, byte for byte as it was published.
func (p *Portal) editionFile(v *visit) error {
	if !mayRead(v, v.edition) {
		return errForbidden
	}
	at, err := strconv.Atoi(v.r.PathValue("file"))
	if err != nil || at < 0 || at >= len(v.edition.Files) {
		return errNotFound
	}
	file := v.edition.Files[at]
	data, err := p.Pipeline.Archive.Kept(file.SHA256)
	if err != nil {
		return err
	}
	return download(v, file.Name, data)
}

// reprint hands over all files of an edition, held against their hashes, and the journal has it.
func (p *Portal) reprint(v *visit) error {
	var files collected
	if _, err := p.Pipeline.Reprint(v.r.Context(), v.edition, v.account.Login, &files); err != nil {
		return err
	}
	data, err := files.zipped()
	if err != nil {
		return err
	}
	return download(v, fmt.Sprintf("%s-%s-%d.zip", v.edition.Name, v.edition.Period, v.edition.Number), data)
}

// collected is an outlet that holds on to what is delivered.
type collected struct {
	names []string
	data  [][]byte
}

func (c *collected) Ready() error { return nil }

func (c *collected) Deliver(name string, write func(io.Writer) error) (string, error) {
	var data bytes.Buffer
	if err := write(&data); err != nil {
		return "", err
	}
	c.names, c.data = append(c.names, name), append(c.data, data.Bytes())
	return name, nil
}

func (c *collected) Read(string) ([]byte, error) { return nil, nil }

func (c *collected) zipped() ([]byte, error) {
	var all bytes.Buffer
	w := zip.NewWriter(&all)
	for i, name := range c.names {
		entry, err := w.Create(name)
		if err == nil {
			_, err = entry.Write(c.data[i])
		}
		if err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return all.Bytes(), err
}
