package main

import (
	"bytes"
	"crypto/sha256"
	"debug/elf"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"

	"tonghop/pipeline/control"
)

// hello says what a command is carried out with: this build of the program, and the files that an officer may change. Conferences are none of
// them: tonghop serve reads those anew.
func (a *app) hello() (control.Hello, error) {
	templates, err := hashFolder(filepath.Join(a.data, "templates"), conferenceFolder(a.data))
	if err != nil {
		return control.Hello{}, err
	}
	config, err := hashFile(a.configFile())
	return control.Hello{Build: build(), Templates: templates, Config: config}, err
}

// build tells one build of the program from another, also where both are of one commit.
func build() string {
	hash := sha256.New()
	if info, ok := debug.ReadBuildInfo(); ok {
		hash.Write([]byte(info.String()))
	}
	if program, err := ownProgram(); err == nil {
		if file, err := elf.Open(program); err == nil {
			defer file.Close()
			if section := file.Section(".note.go.buildid"); section != nil {
				note, _ := section.Data() // without it, the commit has to do
				hash.Write(note)
			}
		}
	}
	return hex.EncodeToString(hash.Sum(nil))
}

// hashFolder hashes all files of a folder with their names, but those of a folder in it, "" for none; there may be none.
func hashFolder(folder, without string) (string, error) {
	var all bytes.Buffer
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err == nil && entry.IsDir() && path == without:
			return fs.SkipDir
		case err != nil || entry.IsDir():
			return err
		}
		hash, err := hashFile(path)
		all.WriteString(hash + " " + path[len(folder):] + "\n")
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return hashOf(all.Bytes()), err
}

// hashFile hashes a file; "" is none.
func hashFile(path string) (string, error) {
	if path == "" {
		return "", nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	return hashOf(data), nil
}

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
