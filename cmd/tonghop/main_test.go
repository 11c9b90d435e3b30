package main

import (
	"github.com/rogpeppe/go-internal/testscript"
	"testing"
)

func TestMain(m *testing.M) { testscript.Main(m, map[string]func(){"tonghop": main}) }
