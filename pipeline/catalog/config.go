package catalog

import (
	"encoding/json"
	"io/fs"
	"os"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

const configFile = "tonghop.yaml"

type configuration struct {
	Calendar struct {
		ClosingDay int `yaml:"closing_day"`
	}
	Limits struct {
		FileBytes  int64 `yaml:"file_bytes"`
		PartBytes  int64 `yaml:"part_bytes"`
		PartsBytes int64 `yaml:"parts_bytes"`
		Parts      int
		Sheets     int
		Cells      int
		CellChars  int `yaml:"cell_chars"`
		Memory     string
	}
	Cage struct {
		Memory      int64
		CPUSeconds  int   `yaml:"cpu_seconds"`
		WallSeconds int   `yaml:"wall_seconds"`
		OutputBytes int64 `yaml:"output_bytes"`
		Office      string
	}
	Forms   []at[deadline]
	Offices []at[office]
	Marks   []at[string]
	Service serviceConfiguration
}

type office struct {
	From                                                  date
	Parent, Name, Called, Symbol, Place, Authority, Title string
	Recipients                                            []string
}

// config reads the defaults, then the operator's file over them, key by key.
func (l *loader) config(path string) {
	var in configuration
	text, err := fs.ReadFile(l.files, configFile)
	if err != nil {
		l.problem(configFile, 0, "cannot be read: %v", reason(err))
		return
	}
	where, ok := l.decode(configFile, 1, plain(text), &in)
	if !ok {
		return
	}
	file, formsFile := configFile, configFile
	if path != "" {
		if file = path; file == configFile {
			file = "./" + file // the operator's, not that of templates/
		}
		own, err := os.ReadFile(path)
		if err != nil {
			l.problem(file, 0, "cannot be read: %v", reason(err))
			return
		}
		if where, ok = l.decode(file, 1, plain(own), &in); !ok {
			return
		}
		if where["forms"] > 0 {
			formsFile = file
		}
	}
	l.forms, l.formsFile = in.Forms, formsFile
	l.service = serviceKeys{file, where, in.Service}
	l.checkConfig(file, where, in)
	config := &l.catalog.Config
	for _, mark := range in.Marks {
		if config.Marks = append(config.Marks, mark.Value); mark.Value == "" || vi.Upper(mark.Value) != mark.Value {
			l.problem(file, mark.Line, "marks: %q; expected capital letters", mark.Value)
		}
	}
	config.Calendar = pipeline.Calendar(in.Calendar)
	config.Limits = pipeline.Limits(in.Limits)
	config.Cage = pipeline.CageLimits(in.Cage)
	for _, entry := range in.Offices {
		o := entry.Value
		config.Offices = append(config.Offices, pipeline.Office{From: o.From.Time, Parent: o.Parent, Name: o.Name, Called: o.Called, Symbol: o.Symbol,
			Place: o.Place, Authority: o.Authority, Title: o.Title, Recipients: o.Recipients})
	}
}

func (l *loader) checkConfig(file string, where lines, in configuration) {
	if day := in.Calendar.ClosingDay; day < 0 || day > 27 {
		l.problem(file, where.of("calendar.closing_day"), "calendar.closing_day: %d; expected 1 to 27, or 0 for the calendar month", day)
	}
	limits, cage := in.Limits, in.Cage
	if min(limits.FileBytes, limits.PartBytes, limits.PartsBytes) <= 0 || min(limits.Parts, limits.Sheets, limits.Cells, limits.CellChars) <= 0 || limits.Memory == "" {
		l.problem(file, where.of("limits"), "limits: expected numbers above 0, and memory such as 1GB")
	}
	if min(cage.Memory, cage.OutputBytes) <= 0 || min(cage.CPUSeconds, cage.WallSeconds) <= 0 {
		l.problem(file, where.of("cage"), "cage: expected numbers above 0")
	}
	if len(in.Offices) == 0 {
		l.problem(file, where.of("offices"), "offices: expected at least one")
	}
	for i, entry := range in.Offices {
		o := entry.Value
		if o.Name == "" || o.Symbol == "" || o.Place == "" || o.Title == "" {
			l.problem(file, entry.Line, "an office needs from, parent, name, symbol, place and title")
		}
		if i > 0 && !o.From.After(in.Offices[i-1].Value.From.Time) {
			l.problem(file, entry.Line, "offices: expected ascending days")
		}
	}
}

// hashConfig adds to the catalogue's hashes what figures, findings and reports depend on: an address or a job's time that changes is no reason to
// check ten years of forms again.
func (l *loader) hashConfig() {
	config := l.catalog.Config
	text, err := json.Marshal([]any{config.Calendar, config.Deadlines, config.Offices, config.Marks, config.Limits, config.Cage})
	if err != nil {
		l.problem(configFile, 0, "%v", err)
	}
	l.hash(configFile, text)
}
