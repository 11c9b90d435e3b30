package portal

import (
	"io"

	"tonghop/pipeline"
)

// FormWriter writes a blank form, filled with who sends it and the period.
type FormWriter func(w io.Writer, form pipeline.Form) error
