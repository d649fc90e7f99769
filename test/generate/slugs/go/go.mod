module nabe.dev/test/generate/slugs

go 1.22

require (
	github.com/gosimple/slug v1.15.0
	github.com/gosimple/unidecode v1.0.1
)
