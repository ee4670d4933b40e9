"""The commands of the command line, one file each; the table in `cli` names them all."""
