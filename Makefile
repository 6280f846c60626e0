# depeche: a thin front of CMake and Ninja. `make help` lists the targets.
SHELL := /bin/bash
BUILD ?= build
JOBS ?= $(shell nproc)
CMAKE = cmake -S . -G Ninja

.PHONY: all pack help setup data demo test test-asan bench fuzz coverage format lint models install clean

all: $(BUILD)/data/.ready ## build build/depeche and build/depeche.pack
	@$(CMAKE) -B $(BUILD) >/dev/null
	@cmake --build $(BUILD) -j $(JOBS)

pack: all ## the pack comes with all

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  \1\t/p' Makefile | expand -t 16

setup: ## install the packages that building and testing need (Debian, Ubuntu)
	@cmake/setup.sh

data: $(BUILD)/data/.ready ## fetch the gazetteer and the country outlines, pinned by hash
$(BUILD)/data/.ready: cmake/fetch-data.sh
	@cmake/setup.sh
	@cmake/fetch-data.sh $(BUILD)/data
	@touch $@

demo: setup all ## read the example dispatches and show claims, lanes, conflicts and one why
	@examples/demo.sh $(BUILD)

test: setup all test-asan ## every test, built with gcc, and built with clang under ASan and UBSan
	@ctest --test-dir $(BUILD) --output-on-failure -j $(JOBS)

test-asan: $(BUILD)/data/.ready
	@$(CMAKE) -B $(BUILD)-asan -DCMAKE_C_COMPILER=clang -DCMAKE_BUILD_TYPE=Debug -DDP_SANITIZE=ON -DDP_PACK_FILE=$(abspath $(BUILD))/depeche.pack -DDP_WEB_DIR=$(abspath $(BUILD))/web >/dev/null
	@cmake --build $(BUILD)-asan -j $(JOBS)
	@ctest --test-dir $(BUILD)-asan --output-on-failure -j $(JOBS)

bench: all ## rates and memory of annotate and read on dispatches made from the examples
	@bench/run.sh $(BUILD)

FUZZ_SECONDS ?= 60
fuzz: all ## run the fuzz targets for FUZZ_SECONDS in all (60)
	@fuzz/run.sh $(BUILD) $(FUZZ_SECONDS)

coverage: all ## line coverage of src/
	@test/coverage.sh $(BUILD)

format: ## format the C sources
	@git ls-files '*.c' '*.h' | grep -v '^src/text/ud.h$$' | xargs clang-format -i

lint: all ## clang-format and clang-tidy without changing anything
	@git ls-files '*.c' '*.h' | grep -v '^src/text/ud.h$$' | xargs clang-format --dry-run -Werror
	@git ls-files 'src/**/*.c' 'train/**/*.c' | xargs -P $(JOBS) -n 4 clang-tidy --quiet -p $(BUILD)

models: ## train the linguistic models again (needs the treebanks: TREEBANKS=folder)
	@train/run.sh $(BUILD) $(TREEBANKS)

install: all ## install under PREFIX (/usr/local)
	@cmake --install $(BUILD) --prefix $(or $(PREFIX),/usr/local)

clean: ## remove what was built; the fetched data stays
	@find $(BUILD) -mindepth 1 -maxdepth 1 ! -name data -exec rm -rf {} + 2>/dev/null || true
	@rm -rf $(BUILD)-asan $(BUILD)-fuzz $(BUILD)-coverage
