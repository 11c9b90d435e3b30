package cage

import "errors"

type office struct{ path string }

func (o office) Convert(data []byte, ending string) ([]byte, error) { return nil, errors.New("todo") }
