#pragma once
// Where the program's own warnings go: standard error, one line each with its time, or nowhere while a command speaks
// for itself.
namespace backroom {

// Once, before anything else of Qt. Nothing is written until loud.
void takeOverLog();
void setLogLoud(bool loud);

}
