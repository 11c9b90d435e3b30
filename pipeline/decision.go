package pipeline

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"tonghop/pipeline/vi"
)

// DecisionError says why something cannot be decided as it was asked for. Reason is English, for whoever types commands; what the
// portal shows is the catalogue's sentence of the code.
type DecisionError struct {
	Code   string            // names a sentence of decisions in messages.yaml; "" where only a terminal is told
	Values map[string]string // what the sentence names
	Reason string
}

func (e *DecisionError) Error() string { return e.Reason }

// Refuse makes a *DecisionError. reason is a sentence that names values as {name}, or quoted as "{name}"; pairs are names and values, a
// day as a time.Time.
func Refuse(code, reason string, pairs ...any) error {
	e := &DecisionError{Code: code, Values: map[string]string{}}
	var filled []string
	for i := 0; i+1 < len(pairs); i += 2 {
		name, value := fmt.Sprint(pairs[i]), fmt.Sprint(pairs[i+1])
		if day, ok := pairs[i+1].(time.Time); ok {
			value = day.Format(time.DateOnly)
		}
		e.Values[name] = value
		filled = append(filled, `"{`+name+`}"`, strconv.Quote(value), "{"+name+"}", value)
	}
	e.Reason = strings.NewReplacer(filled...).Replace(reason)
	return e
}

// SayDecision tells why something cannot be decided, and what to do, in the catalogue's words; days, periods, units and states as officers
// call them. Without a sentence of its own it is the reason as it stands.
func (c *Catalog) SayDecision(e *DecisionError) string {
	sentence, ok := c.Decisions[e.Code]
	if !ok {
		return e.Reason
	}
	values := make(map[string]string, len(e.Values))
	for name, value := range e.Values {
		values[name] = c.sayValue(name, value)
	}
	return vi.Capital(Fill(sentence, values))
}

// sayValue is what a value of a decision is called.
func (c *Catalog) sayValue(name, value string) string {
	switch name {
	case "day", "last", "today":
		if day, err := time.Parse(time.DateOnly, value); err == nil {
			return vi.Date(day)
		}
	case "period", "whole":
		if period, err := ParsePeriod(value); err == nil {
			return period.Name()
		}
	case "unit", "reporter":
		if unit, ok := c.Geography.Unit(value); ok {
			return c.UnitTitle(unit)
		}
	case "state":
		if word, ok := c.Words["state-"+value]; ok {
			return word
		}
	}
	return value
}
