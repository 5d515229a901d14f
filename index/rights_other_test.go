//go:build unix && !linux

package index

import "os"

func dropRights() bool { return os.Getuid() != 0 }
