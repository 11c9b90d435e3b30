package portal

import (
	"fmt"
	"net/http"
	"time"

	"tonghop/pipeline"
)

// apiBoard tells where the unit stands with its forms.
func (p *Portal) apiBoard(v *visit) error {
	period, err := periodParameter(v.r)
	if err != nil {
		return err
	}
	standings, _, err := p.Records.Board(v.r.Context(), pipeline.BoardSelection{Units: v.units, Period: period})
	if err != nil {
		return err
	}
	return answerProgram(v, http.StatusOK, map[string]any{"status": append([]pipeline.Standing{}, standings...)})
}

// apiEdition is a published report.
type apiEdition struct {
	ID     int64 `json:"id"`
	Number int   `json:"edition"`
	pipeline.Subject
	UnitName string    `json:"unit_name"`
	Cited    string    `json:"number"` // "05/BC-V05"
	Date     string    `json:"date"`   // of the document
	At       time.Time `json:"at"`     // when it was published
	Files    []apiFile `json:"files"`
}

// apiFile is a file of an edition, with where it is fetched.
type apiFile struct {
	pipeline.KeptFile
	Href string `json:"href"`
}

// apiEditions lists the editions that are open to the unit, the oldest first.
func (p *Portal) apiEditions(v *visit) error {
	period, err := periodParameter(v.r)
	if err != nil {
		return err
	}
	editions, err := p.Records.Editions(v.r.Context(), pipeline.EditionFilter{Period: period})
	if err != nil {
		return err
	}
	shown := []apiEdition{}
	for _, e := range editions {
		if !p.openTo(v, e) {
			continue
		}
		edition := apiEdition{ID: e.ID, Number: e.Number, Subject: e.Subject, UnitName: e.UnitName, Cited: e.Cited(), Date: e.Date.Format(time.DateOnly), At: e.At}
		for i, file := range e.Files {
			edition.Files = append(edition.Files, apiFile{file, fmt.Sprintf("/api/v1/editions/%d/files/%d", e.ID, i)})
		}
		shown = append(shown, edition)
	}
	return answerProgram(v, http.StatusOK, map[string]any{"editions": shown})
}
