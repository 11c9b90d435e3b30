package pipeline

import (
	"slices"

	"tonghop/pipeline/vi"
)

// Head are the labels in the head of every form, each as printed and then its synonyms.
type Head struct {
	Form     []string // Biểu số
	Version  []string // Phiên bản
	Reporter []string // Đơn vị báo cáo
	Code     []string // Mã đơn vị
	Receiver []string // Đơn vị nhận báo cáo
	Period   []string // Kỳ báo cáo
	Measure  []string // Đơn vị tính
	Deadline []string // Thời hạn gửi
	Letter   []string // Công văn số, ngày
	Nation   []string // what the whole country is called as a reporting unit
	Prompt   Prompt   // what Excel says to an entry that is no number of its kind
}

// Labels are all labels of a head that stand before something.
func (h Head) Labels() []string {
	return slices.Concat(h.Form, h.Version, h.Reporter, h.Code, h.Receiver, h.Period, h.Measure, h.Deadline, h.Letter)
}

// Form is a layout made out for one unit and period: blank, or with figures.
type Form struct {
	Layout   Layout
	Head     Head
	Reporter Unit
	Receiver string
	Period   Period
	Deadline string              // in words; "" leaves it to the layout
	Below    []Unit              // the units of the rows, where the layout has a row for each province
	Figures  map[Entry]string    // texts of cells; a text that is a plain whole number becomes a number
	Lines    []map[string]string // texts of the rows that the sender names, by the Key of their columns
	Words    map[string]string   // texts of the boxes by their id
	// Indicators of the layout, by id. One that is not given counts whole things that add up over units.
	Indicators map[string]Indicator
	Units      []string // names offered for the reporter; nil offers none and locks the cell
}

// Prompt is a message that Excel shows when an entry looks wrong. It warns only: gần 1.900 is a good entry.
type Prompt struct {
	Title, Text string // at most 32 and 255 characters
}

// Entry names a cell of a form by what it is about. Unit is the reporter for its own figures and the total row.
type Entry struct {
	Unit, Indicator string
	Breakdown       Breakdown
	Cumulative      bool
}

// Form makes out a layout for a reporter and period, blank.
func (c *Catalog) Form(layout Layout, reporter Unit, period Period) Form {
	_, day := c.Config.Calendar.Days(period)
	form := Form{Layout: layout, Head: c.Head, Reporter: reporter, Receiver: c.Config.OfficeOn(day).Name, Period: period, Indicators: map[string]Indicator{}}
	if due, ok := c.Config.Due(layout.ID, period); ok {
		form.Deadline = Fill(c.Words["deadline"], map[string]string{"day": vi.Date(due)})
	}
	if layout.Rows.Each == ProvinceUnit {
		form.Below = c.Geography.Parts(reporter.ID, day)
	}
	for _, i := range c.Indicators {
		form.Indicators[i.ID] = i
	}
	for _, kind := range layout.Sender.Kinds {
		for _, u := range c.Geography.On(kind, day) {
			form.Units = append(form.Units, u.Name)
		}
	}
	return form
}
