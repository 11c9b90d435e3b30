package portal

import (
	"slices"

	"tonghop/pipeline"
)

var findingRoutes = []route{
	{"GET /findings", readers, (*Portal).findings},
	{"GET /waivers", readers, (*Portal).waivers},
}

// findings lists what is open in a period, by region and severity; notes only where they are asked for.
func (p *Portal) findings(v *visit) error {
	choice := p.choose(v)
	severity := pipeline.Severity(v.r.FormValue("severity"))
	if !slices.Contains([]pipeline.Severity{pipeline.Error, pipeline.Warning, pipeline.Note}, severity) {
		severity = ""
	}
	found, err := p.Records.Findings(v.r.Context(), choice.Period.String(), p.unitsOf(choice), string(severity))
	if err != nil {
		return err
	}
	notes := 0
	if severity == "" {
		all := len(found)
		found = slices.DeleteFunc(found, func(f pipeline.Finding) bool { return f.Severity == pipeline.Note })
		notes = all - len(found)
	}
	return p.show(v, "findings", map[string]any{"Choice": choice, "Severity": string(severity), "Findings": found, "Notes": notes, "Names": p.unitNames()})
}

// waivers lists the explanations that were accepted on forms of a period.
func (p *Portal) waivers(v *visit) error {
	choice := p.choose(v)
	found, err := p.Records.Waivers(v.r.Context(), choice.Period.String(), p.unitsOf(choice))
	if err != nil {
		return err
	}
	return p.show(v, "waivers", map[string]any{"Choice": choice, "Waivers": found, "Names": p.unitNames()})
}

// unitsOf are the region that is chosen and its provinces; nil is everybody.
func (p *Portal) unitsOf(choice chosen) []string {
	if choice.Region == "" {
		return nil
	}
	units := []string{choice.Region}
	for _, u := range p.Pipeline.Catalog.Geography.Parts(choice.Region, choice.Day) {
		units = append(units, u.ID)
	}
	return units
}

// unitNames are the names of units by their ids.
func (p *Portal) unitNames() map[string]string {
	names := map[string]string{}
	for _, u := range p.Pipeline.Catalog.Geography.Units {
		names[u.ID] = u.Name
	}
	return names
}
