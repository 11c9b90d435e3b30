package pdf

import "tonghop/pipeline"

// shares divides a width by weight, but gives each column what it needs; false where that is too much.
func shares(needs, weights []float64, total float64) ([]float64, bool) {
	widths := make([]float64, len(needs))
	free, sum, need := total, 0.0, 0.0
	for i, w := range weights {
		sum += w
		need += needs[i]
	}
	if need > total {
		for i, n := range needs {
			widths[i] = n * total / need
		}
		return widths, false
	}
	for settled := false; !settled; {
		settled = true
		for i, n := range needs {
			if widths[i] == 0 && free*weights[i]/sum < n {
				widths[i], settled = n, false
				free, sum = free-n, sum-weights[i]
			}
		}
	}
	for i := range widths {
		if widths[i] == 0 {
			widths[i] = free * weights[i] / sum
		}
	}
	return widths, true
}

// weights are the columns' own, or where one has none, the lengths of their texts; a column of long texts wraps
// rather than starving the others.
func weights(columns []pipeline.Column, natural []int) []float64 {
	own, texts := make([]float64, len(columns)), make([]float64, len(columns))
	complete := true
	for i, c := range columns {
		own[i], texts[i] = c.Weight, float64(min(max(natural[i], 2000), 15000))
		complete = complete && c.Weight > 0
	}
	if complete {
		return own
	}
	return texts
}
