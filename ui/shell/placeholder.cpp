// The shell of the console: main window, navigation, theme.
