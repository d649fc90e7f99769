// Asks the libraries that Argo CD makes branch_slug with. It reads branch names as a JSON list and writes what main.ts of this
// folder's parent expects: the slug of each name, the digest of the slugs of all characters of the basic plane, and how each of
// those characters is spelled in ASCII.
package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"log"
	"os"
	"strings"

	"github.com/gosimple/slug"
	"github.com/gosimple/unidecode"
)

type answers struct {
	Slugs     []string          `json:"slugs"`
	Digest    string            `json:"digest"`
	Spellings map[string]string `json:"spellings"`
}

func main() {
	var names []string
	if err := json.NewDecoder(os.Stdin).Decode(&names); err != nil {
		log.Fatal(err)
	}
	// The settings of Argo CD's pull request generator.
	slug.MaxLength = 50
	slug.CustomSub = map[string]string{"_": "-"}
	found := answers{Spellings: map[string]string{}}
	for _, name := range names {
		found.Slugs = append(found.Slugs, slug.Make(name))
	}
	var all strings.Builder
	for char := rune(0); char <= 0xffff; char++ {
		if char >= 0xd800 && char <= 0xdfff {
			continue
		}
		all.WriteString(slug.Make("x"+string(char)+"x") + "\n")
		found.Spellings[string(char)] = unidecode.Unidecode(string(char))
	}
	digest := sha256.Sum256([]byte(all.String()))
	found.Digest = hex.EncodeToString(digest[:])
	if err := json.NewEncoder(os.Stdout).Encode(found); err != nil {
		log.Fatal(err)
	}
}
