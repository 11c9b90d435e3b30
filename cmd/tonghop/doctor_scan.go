package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/scan"
)

// oldestSignatures is how old clamd's signatures may be: new ones come every day.
const oldestSignatures = 7 * 24 * time.Hour

// checkScanner asks clamd for its version, and has it look at a file of the largest size that is taken.
func checkScanner(ctx context.Context, a *app, c *pipeline.Catalog) diagnosis {
	address := c.Config.Service.Portal.Scan
	if address == "" {
		return well("none is configured: uploads are not scanned")
	}
	clamd := scan.New(address)
	version, err := clamd.Version(ctx)
	if err == nil {
		_, err = clamd.Scan(ctx, io.LimitReader(zeros{}, c.Config.Limits.FileBytes))
	}
	made := scan.SignaturesOf(version)
	switch {
	case errors.Is(err, pipeline.ErrScanSize):
		return ill(fmt.Sprintf("it takes no file of %d bytes, which limits.file_bytes lets through: larger uploads are refused", c.Config.Limits.FileBytes),
			fmt.Sprintf("set StreamMaxLength, MaxFileSize and MaxScanSize in clamd.conf to %d or more, and restart clamd", c.Config.Limits.FileBytes))
	case err != nil:
		return ill(err.Error(), "start clamd, or set its address in service.portal.scan; until then every upload is refused")
	case made.IsZero():
		return warn(version+" has no official signatures", "run freshclam, or bring them where there is no network")
	case a.now().Sub(made) > oldestSignatures:
		return warn(fmt.Sprintf("%s: its signatures are %d days old", version, int(a.now().Sub(made).Hours()/24)), "see that freshclam runs, or bring new ones")
	}
	return well(version)
}

// zeros are bytes without end.
type zeros struct{}

func (zeros) Read(into []byte) (int, error) {
	clear(into)
	return len(into), nil
}
