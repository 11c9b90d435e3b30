package main

import (
	"os"

	"github.com/spf13/cobra"

	"tonghop/pipeline"
	"tonghop/pipeline/cage"
	"tonghop/pipeline/excel"
)

// cageCommand is what the program starts itself as, to read an upload. It is for nobody to type.
func (a *app) cageCommand() *cobra.Command {
	return &cobra.Command{
		Use:    "cage",
		Hidden: true,
		Args:   cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if err := cage.Serve(equip); err != nil {
				return &exit{exitInternal, err}
			}
			return nil
		},
	}
}

// equip makes what a child reads with.
func equip(c *pipeline.Catalog, converter pipeline.Converter) cage.Tools {
	reader := excel.NewReader(c, converter)
	return cage.Tools{Reader: reader, Annotator: reader}
}

// newCage makes the cage in which everything is read that was uploaded.
func (a *app) newCage(c *pipeline.Catalog) (*cage.Cage, error) {
	program, err := ownProgram()
	if err != nil {
		return nil, err
	}
	made, err := cage.New(c, program, []string{"tonghop", "cage"}, a.err)
	if err != nil {
		return nil, usage("%v", err)
	}
	return made, nil
}

// ownProgram is this very program, also where its file was replaced by a newer one since: that one's children would not
// understand this one.
func ownProgram() (string, error) {
	const running = "/proc/self/exe"
	if _, err := os.Stat(running); err == nil {
		return running, nil
	}
	return os.Executable()
}
