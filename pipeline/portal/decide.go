package portal

import (
	"fmt"
	"strings"
	"time"

	"tonghop/pipeline"
)

var decideRoutes = []route{
	{"POST /submissions/{submission}/accept", departments, (*Portal).accept},
	{"POST /submissions/{submission}/return", departments, (*Portal).sendBack},
	{"POST /submissions/{submission}/waive", departments, (*Portal).waive},
	{"POST /submissions/{submission}/withdraw", departments, (*Portal).withdraw},
}

// accept takes in what came after its period was closed.
func (p *Portal) accept(v *visit) error {
	settled, err := p.Records.Accept(v.r.Context(), v.submission.ID, v.account.Login, strings.TrimSpace(v.r.PostFormValue("reason")))
	return p.answered(v, err, "submission-accepted", map[string]string{"raised": fmt.Sprint(len(settled.Raised)), "cleared": fmt.Sprint(len(settled.Cleared))})
}

// sendBack sends back what came after its period was closed.
func (p *Portal) sendBack(v *visit) error {
	_, err := p.Records.Return(v.r.Context(), v.submission.ID, v.account.Login, v.r.PostFormValue("reason"))
	return p.answered(v, err, "submission-returned", nil)
}

// waive accepts a finding on an explanation.
func (p *Portal) waive(v *visit) error {
	request := p.waiverRequest(v)
	if text := v.r.PostFormValue("until"); text != "" {
		until, err := time.Parse(time.DateOnly, text)
		if err != nil {
			return p.showAgain(v, "decide-day")
		}
		request.Until = until
	}
	_, settled, err := p.Records.Waive(v.r.Context(), request)
	said := "finding-waived"
	if len(settled.Outcomes) > 0 {
		said = "finding-waived-form"
	}
	return p.answered(v, err, said, nil)
}

// withdraw takes a finding's waivers back.
func (p *Portal) withdraw(v *visit) error {
	_, err := p.Records.WithdrawWaiver(v.r.Context(), p.waiverRequest(v))
	return p.answered(v, err, "waiver-withdrawn", nil)
}

// waiverRequest is what the form asks for, in the name of whoever sends it.
func (p *Portal) waiverRequest(v *visit) pipeline.WaiverRequest {
	return pipeline.WaiverRequest{Finding: v.r.PostFormValue("finding"), By: v.account.Name, Reason: v.r.PostFormValue("reason")}
}

// answered shows the submission with what was done, in the catalogue's words.
func (p *Portal) answered(v *visit, err error, word string, values map[string]string) error {
	if err != nil {
		return err
	}
	p.Settled() // its sender is to be told
	p.flash(v, pipeline.Fill(p.Pipeline.Catalog.Words[word], values))
	return goTo(v, fmt.Sprintf("/submissions/%d", v.submission.ID))
}

// showAgain shows the submission with what is wrong with what was entered.
func (p *Portal) showAgain(v *visit, word string) error {
	p.flash(v, p.Pipeline.Catalog.Words[word])
	return goTo(v, fmt.Sprintf("/submissions/%d", v.submission.ID))
}
