package pipeline

import (
	"slices"
	"strings"
	"time"
)

// Nature says how an indicator behaves over time.
type Nature string

// The natures of indicators.
const (
	Stock   Nature = "stock"   // at the period's end
	Flow    Nature = "flow"    // during the period
	Derived Nature = "derived" // computed from others
)

// Indicator (chỉ tiêu) is what is counted. Figures of different definitions are never reconciled with each other.
type Indicator struct {
	ID            string
	Name          string
	Definition    string
	Unit          string // unit of measure (đơn vị tính)
	Nature        Nature
	Decimal       bool      // may have decimals; counts may not
	AdditiveUnits bool      // the figures of the parts add up to the whole's
	AdditiveTime  bool      // the figures of months add up to the year's
	DistinctTime  bool      // a distinct count: over months max ≤ total ≤ sum
	AtStart       bool      // a stock at the period's first day, not its last
	Of            string    // the indicator that this one is an of-which of
	Since         time.Time // first day of its definition; zero: always
}

// Breakdown (phân tổ) is a slice that cuts across units, as sorted key=value pairs; "" is the total.
type Breakdown string

// NewBreakdown returns the canonical text of the pairs: sorted, "area=dtts;kind=x".
func NewBreakdown(pairs map[string]string) Breakdown {
	parts := make([]string, 0, len(pairs))
	for key, value := range pairs {
		parts = append(parts, key+"="+value)
	}
	slices.Sort(parts)
	return Breakdown(strings.Join(parts, ";"))
}

// BreakdownName is a breakdown in words, such as "vùng dân tộc thiểu số"; "" of the total.
func (c *Catalog) BreakdownName(b Breakdown) string {
	var names []string
	pairs := strings.Split(string(b), ";")
	for _, key := range c.Breakdowns {
		for _, value := range key.Values {
			if slices.Contains(pairs, key.Key+"="+value.ID) {
				names = append(names, value.Name)
			}
		}
	}
	return strings.Join(names, " ")
}

// With returns b narrowed by other.
func (b Breakdown) With(other Breakdown) Breakdown {
	pairs := map[string]string{}
	for _, part := range strings.Split(string(b)+";"+string(other), ";") {
		if key, value, ok := strings.Cut(part, "="); ok {
			pairs[key] = value
		}
	}
	return NewBreakdown(pairs)
}
