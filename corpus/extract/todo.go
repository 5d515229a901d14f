package extract

import "errors"

func readEPUB(c *container) (Result, error) { return Result{}, errors.New("epub: not yet") }
func readODT(c *container) (Result, error)  { return Result{}, errors.New("odt: not yet") }
func readOFD(c *container) (Result, error)  { return Result{}, errors.New("ofd: not yet") }
