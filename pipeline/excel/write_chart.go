package excel

import "bytes"

// mendChart puts what excelize writes of a chart's series into the order of the format, in which labels stand behind markers, and takes
// away what belongs to bars only. Programs that hold to the format would mend the workbook as they open it.
func mendChart(part []byte) []byte {
	const end = "</ser>"
	lines := bytes.Contains(part, []byte("<lineChart>"))
	var mended []byte
	for {
		at := bytes.Index(part, []byte(end))
		if at < 0 {
			return append(mended, part...)
		}
		series, labels := cutElement(part[:at], "dLbls")
		if lines {
			series, _ = cutElement(series, "invertIfNegative")
		}
		names := max(bytes.Index(series, []byte("<cat>")), 0)
		mended = append(append(append(append(mended, series[:names]...), labels...), series[names:]...), end...)
		part = part[at+len(end):]
	}
}

// cutElement takes the first element of a name out of a text.
func cutElement(text []byte, name string) (without, element []byte) {
	from, to := bytes.Index(text, []byte("<"+name)), bytes.Index(text, []byte("</"+name+">"))
	if from < 0 || to < from {
		return text, nil
	}
	to += len("</" + name + ">")
	return append(bytes.Clone(text[:from]), text[to:]...), text[from:to]
}
