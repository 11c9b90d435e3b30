// Package vi knows Vietnamese text: folding, figures and their hedges, periods, dates, sort order, and the fixed words of
// official documents.
package vi
